//! Messages that contain themselves.

use crate::agent::{Canned, call, now};
use crate::cycles::{
    A2aHandler, Branch, Client, ErrorKind, Expression, ExpressionKind, Expressions, Node, PROTOCOL, Ping,
    Pong, Server, Tree,
};
use crate::one_file;
use crate::wire::{check, error_of};
use a2a_bindings::protocol::Kind;
use a2a_bindings::protojson::Message;
use a2a_bindings::{A2aError, RequestContext};

fn leaf(text: &str) -> Tree {
    Tree::Leaf(text.to_owned())
}

#[test]
fn directly() {
    let node = Node::new("a")
        .with_next(Node::new("b").with_next(Node::new("c")))
        .with_children([Node::new("d")])
        .with_by_name([("e", Node::new("f"))]);
    check(
        &PROTOCOL,
        &node,
        r#"{"name":"a","next":{"name":"b","next":{"name":"c"}},"children":[{"name":"d"}],"byName":{"e":{"name":"f"}}}"#,
    );
}

#[test]
fn by_way_of_another() {
    let ping = Ping::new().with_pong(Pong::new().with_ping(Ping::new()).with_node(Node::new("a")));
    check(&PROTOCOL, &ping, r#"{"pong":{"ping":{},"node":{"name":"a"}}}"#);
}

#[test]
fn in_a_oneof() {
    let tree = Tree::Branch(Box::new(Branch::new(
        leaf("a"),
        Tree::Branch(Box::new(Branch::new(leaf("b"), leaf("c")))),
    )));
    check(
        &PROTOCOL,
        &tree,
        r#"{"branch":{"left":{"leaf":"a"},"right":{"branch":{"left":{"leaf":"b"},"right":{"leaf":"c"}}}}}"#,
    );
    let expression = Expression::negated(
        Expression::sum(Expressions::new().with_items([Expression::literal(1), Expression::literal(-2)]))
            .with_label("sum"),
    );
    check(
        &PROTOCOL,
        &expression,
        r#"{"negated":{"sum":{"items":[{"literal":"1"},{"literal":"-2"}]},"label":"sum"}}"#,
    );
    assert_eq!(
        ExpressionKind::from(Expressions::new()),
        ExpressionKind::Sum(Expressions::new())
    );
}

/// Only what would be infinitely large is boxed.
#[test]
fn boxes() {
    let Pong { ping, node } = Pong::new();
    let _: (Option<Box<Ping>>, Option<Node>) = (ping, node);
    let Expressions { items } = Expressions::new();
    let _: Vec<Expression> = items;
}

#[test]
fn errors_have_the_whole_path() {
    assert_eq!(
        error_of::<Tree>(r#"{"branch":{"left":{"leaf":"a"},"right":{"branch":{"left":{"leaf":7}}}}}"#),
        "branch.right.branch.left.leaf: invalid type: integer `7`, expected a string"
    );
    assert_eq!(
        error_of::<Tree>(r#"{"branch":{"left":{"leaf":"a"}}}"#),
        "branch.right: missing field `right`"
    );
    let tree: Tree = serde_json::from_str(
        r#"{"branch":{"left":{"new":1},"right":{"branch":{"left":{"leaf":"b"},"right":{"other":2}}}}}"#,
    )
    .unwrap();
    assert_eq!(
        tree.validate().unwrap_err().to_string(),
        "branch.left: must have exactly one of leaf, branch, has `new`; \
         branch.right.branch.right: must have exactly one of leaf, branch, has `other`"
    );
}

#[test]
fn tables_lead_around() {
    let next = Node::INFO.field("next").unwrap();
    let Kind::Message(info) = next.kind else {
        panic!("{next:?}")
    };
    assert!(std::ptr::eq(info, Node::INFO));
    let message = |name: &str| PROTOCOL.message(name).unwrap();
    let Kind::Message(pong) = Ping::INFO.field("pong").unwrap().kind else {
        panic!("no message")
    };
    assert!(std::ptr::eq(pong, message("Pong")));
    // Printing them comes to an end.
    let printed = format!("{:?}", Node::INFO);
    assert!(printed.contains(r#"kind: Message("Node")"#), "{printed}");
}

struct Walker;

impl A2aHandler for Walker {
    async fn walk(&self, _: RequestContext, request: Node) -> Result<Tree, A2aError> {
        Ok(leaf(&request.name))
    }
}

#[test]
fn calls() {
    assert_eq!(
        call(
            &Server::new(Walker),
            "Walk",
            r#"{"name":"a","next":{"name":"b"}}"#
        )
        .unwrap(),
        [r#"{"leaf":"a"}"#]
    );
    // What a request holds is checked however deep it is.
    let error = call(
        &Server::new(Walker),
        "Walk",
        r#"{"name":"a","next":{"children":[{"name":""}]}}"#,
    )
    .unwrap_err();
    let violations = error.violations();
    let fields: Vec<_> = violations.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["next.name", "next.children[0].name"]);
    let client = Client::new(Canned::new(r#"{"leaf":"a"}"#));
    assert_eq!(now(client.walk(Node::new("b"))).unwrap(), leaf("a"));
    assert_eq!(client.transport().asked(), r#"Walk {"name":"b"}"#);
}

/// A schema without errors of its own.
#[test]
fn no_errors() {
    assert_eq!(PROTOCOL.errors, []);
    assert_eq!(ErrorKind::of(&A2aError::internal("")), None);
}

/// The other layout holds the same.
#[test]
fn one_file() {
    assert_eq!(one_file::PROTOCOL.version, PROTOCOL.version);
    check(
        &one_file::PROTOCOL,
        &one_file::Node::new("a").with_next(one_file::Node::new("b")),
        r#"{"name":"a","next":{"name":"b"}}"#,
    );
    let schema = |text: &str| {
        let mut schema: serde_json::Value = serde_json::from_str(text).unwrap();
        schema.as_object_mut().unwrap().remove("$comment");
        schema
    };
    assert_eq!(schema(one_file::SCHEMA), schema(crate::cycles::SCHEMA));
}
