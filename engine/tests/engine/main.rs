//! The engine through its handler, as a server binding sees it.

#[cfg(test)]
mod agents;
#[cfg(test)]
mod cancel;
#[cfg(test)]
mod delegation;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod faulty;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod list;
#[cfg(test)]
mod observed;
#[cfg(test)]
mod races;
#[cfg(test)]
mod restart;
#[cfg(test)]
mod send;
#[cfg(test)]
mod stores;
#[cfg(test)]
mod stream;
#[cfg(test)]
mod subscribe;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tenants;
#[cfg(test)]
mod turns;
#[cfg(test)]
mod webhooks;
