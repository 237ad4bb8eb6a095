//! Which addresses belong to everybody, and which to a machine or a network of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why an address is not one of the public internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Special {
    /// What such addresses are, for a message.
    pub(super) name: &'static str,
    /// Whether something is there that a developer may want to call.
    pub(super) is_private: bool,
}

const fn private(name: &'static str) -> Special {
    Special {
        name,
        is_private: true,
    }
}

const fn never(name: &'static str) -> Special {
    Special {
        name,
        is_private: false,
    }
}

/// The IPv4 addresses that are not public (IANA's registry of special-purpose addresses), with the prefix lengths.
const SPECIAL_V4: [(Ipv4Addr, u32, Special); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, never("unspecified")),
    (Ipv4Addr::new(10, 0, 0, 0), 8, private("private")),
    (Ipv4Addr::new(100, 64, 0, 0), 10, private("shared")),
    (Ipv4Addr::new(127, 0, 0, 0), 8, private("loopback")),
    (Ipv4Addr::new(169, 254, 0, 0), 16, never("link-local")),
    (Ipv4Addr::new(172, 16, 0, 0), 12, private("private")),
    (Ipv4Addr::new(192, 0, 0, 0), 24, never("reserved")),
    (Ipv4Addr::new(192, 0, 2, 0), 24, never("documentation")),
    (Ipv4Addr::new(192, 88, 99, 0), 24, never("reserved")),
    (Ipv4Addr::new(192, 168, 0, 0), 16, private("private")),
    (Ipv4Addr::new(198, 18, 0, 0), 15, never("benchmarking")),
    (Ipv4Addr::new(198, 51, 100, 0), 24, never("documentation")),
    (Ipv4Addr::new(203, 0, 113, 0), 24, never("documentation")),
    (Ipv4Addr::new(224, 0, 0, 0), 4, never("multicast")),
    (Ipv4Addr::new(240, 0, 0, 0), 4, never("reserved")),
];

/// The same for IPv6; what is nowhere in here and outside of 2000::/3 is reserved.
const SPECIAL_V6: [(Ipv6Addr, u32, Special); 9] = [
    (Ipv6Addr::UNSPECIFIED, 128, never("unspecified")),
    (Ipv6Addr::LOCALHOST, 128, private("loopback")),
    (
        Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0),
        7,
        private("unique-local"),
    ),
    (
        Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0),
        10,
        never("link-local"),
    ),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, never("multicast")),
    // Teredo, benchmarking and others: nothing that a webhook could have.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, never("reserved")),
    (
        Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),
        32,
        never("documentation"),
    ),
    (
        Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0),
        20,
        never("documentation"),
    ),
    // A relay of whoever owns the network; where the IPv4 address stands in it is not known.
    (
        Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0),
        48,
        never("reserved"),
    ),
];

/// What is special about an address; `None` for one of the public internet.
///
/// An IPv6 address that stands for an IPv4 address is what that one is.
pub(super) fn special(address: IpAddr) -> Option<Special> {
    match address {
        IpAddr::V4(address) => special_v4(address),
        IpAddr::V6(address) => special_v6(address),
    }
}

fn special_v4(address: Ipv4Addr) -> Option<Special> {
    let row = SPECIAL_V4.iter().find(|(network, length, _)| {
        let shift = 32 - length;
        address.to_bits() >> shift == network.to_bits() >> shift
    });
    row.map(|(_, _, special)| *special)
}

fn special_v6(address: Ipv6Addr) -> Option<Special> {
    let row = SPECIAL_V6.iter().find(|(network, length, _)| {
        let shift = 128 - length;
        address.to_bits() >> shift == network.to_bits() >> shift
    });
    if let Some((_, _, special)) = row {
        return Some(*special);
    }
    match embedded(address) {
        Some(address) => special_v4(address),
        None if address.segments()[0] >> 13 == 1 => None,
        None => Some(never("reserved")),
    }
}

/// The IPv4 address that an IPv6 address stands for.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let last = |high: u16, low: u16| Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        // IPv4-mapped (RFC 4291 §2.5.5.2), IPv4-compatible (§2.5.5.1) and IPv4-translated (RFC 2765).
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0, 0, 0, 0, 0xffff, 0, high, low] => Some(last(high, low)),
        // NAT64 (RFC 6052).
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(last(high, low)),
        // 6to4 (RFC 3056).
        [0x2002, high, low, ..] => Some(last(high, low)),
        _ => None,
    }
}
