//! The orders as they stand, and which of them strikes.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tessera_protocol::{Call, RenewalPath};

use super::{BadOrder, FaultOrder, FaultView, OrderedFault, When};

/// The orders, in the order they were given. Without any, a request passes without a lock.
#[derive(Default)]
pub(crate) struct Orders {
    any: AtomicBool,
    given: AtomicU32,
    all: Mutex<Vec<Counted>>,
}

struct Counted {
    view: FaultView,
    /// State of the generator.
    random: u64,
}

impl Orders {
    pub(crate) fn new(orders: &[FaultOrder]) -> Result<Self, BadOrder> {
        let all = Self::default();
        all.replace(orders)?;
        Ok(all)
    }

    /// Puts these in the place of all there were, or leaves them where one is bad.
    pub(crate) fn replace(&self, orders: &[FaultOrder]) -> Result<(), BadOrder> {
        orders.iter().try_for_each(FaultOrder::check)?;
        let mut all = self.lock();
        *all = orders.iter().map(|order| self.counted(order.clone())).collect();
        self.any.store(!all.is_empty(), Ordering::Release);
        Ok(())
    }

    /// Adds one, and gives its number.
    pub(crate) fn add(&self, order: FaultOrder) -> Result<u32, BadOrder> {
        order.check()?;
        let counted = self.counted(order);
        let id = counted.view.id;
        let mut all = self.lock();
        all.push(counted);
        self.any.store(true, Ordering::Release);
        Ok(id)
    }

    /// Takes one back by its number; `false` when there is no such.
    pub(crate) fn remove(&self, id: u32) -> bool {
        let mut all = self.lock();
        let before = all.len();
        all.retain(|counted| counted.view.id != id);
        self.any.store(!all.is_empty(), Ordering::Release);
        all.len() < before
    }

    pub(crate) fn list(&self) -> Vec<FaultView> {
        self.lock().iter().map(|counted| counted.view.clone()).collect()
    }

    fn counted(&self, order: FaultOrder) -> Counted {
        Counted::new(self.given.fetch_add(1, Ordering::Relaxed), order)
    }

    /// The fault for a request. All orders for its call count it; the first that is due strikes.
    pub(crate) fn strike(&self, path: &str) -> Option<(Option<Call>, OrderedFault)> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let call = call_at(path);
        let mut all = self.lock();
        let meant = |counted: &&mut Counted| counted.view.order.call.is_none_or(|wanted| Some(wanted) == call);
        let mut struck = None;
        for counted in all.iter_mut().filter(meant) {
            if counted.is_due() && struck.is_none() {
                counted.view.struck += 1;
                struck = Some(counted.view.order.fault.clone());
            }
        }
        struck.map(|fault| (call, fault))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Counted>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    fn new(id: u32, order: FaultOrder) -> Self {
        let random = match order.when {
            When::Percent { seed, .. } => seed,
            When::Always | When::Nth(_) | When::Every(_) => 0,
        };
        Self { view: FaultView { id, order, calls: 0, struck: 0 }, random }
    }

    fn is_due(&mut self) -> bool {
        self.view.calls += 1;
        match self.view.order.when {
            When::Always => true,
            When::Nth(n) => self.view.calls == n,
            When::Every(n) => self.view.calls.is_multiple_of(n),
            When::Percent { of, .. } => self.draw() % 100 < u64::from(of),
        }
    }

    /// `SplitMix64`: no secret depends on it, and a seed has to mean the same for ever.
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

/// Which call a path is; calls of SSP stand below a tenant.
pub(crate) fn call_at(path: &str) -> Option<Call> {
    let below_tenant = path.get(1..).and_then(|path| path.find('/')).map(|slash| &path[slash + 1..]);
    let is = |known: &str| path == known || below_tenant == Some(known);
    let renewal = is(RenewalPath::Sessions.path()).then_some(Call::WidevineRenewal);
    renewal.or_else(|| Call::ALL.into_iter().find(|call| is(call.path())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PATH: &str = "/ags/signOn";

    fn struck(when: When, calls: usize) -> Vec<usize> {
        let order = FaultOrder { call: Some(Call::SignOn), when, fault: OrderedFault::Garbage };
        let orders = Orders::new(&[order]).unwrap();
        (1..=calls).filter(|_| orders.strike(PATH).is_some()).collect()
    }

    #[test]
    fn an_order_strikes_when_it_says_and_a_seed_always_chooses_the_same() {
        assert_eq!(struck(When::Always, 3), [1, 2, 3]);
        assert_eq!(struck(When::Nth(2), 5), [2]);
        assert_eq!(struck(When::Every(2), 5), [2, 4]);
        assert_eq!(struck(When::Percent { of: 0, seed: 1 }, 1000), [0; 0]);
        assert_eq!(struck(When::Percent { of: 100, seed: 1 }, 9).len(), 9);
        let some = struck(When::Percent { of: 25, seed: 7 }, 10_000);
        assert!((2300..2700).contains(&some.len()), "{}", some.len());
        assert_eq!(some, struck(When::Percent { of: 25, seed: 7 }, 10_000));
        assert_ne!(some, struck(When::Percent { of: 25, seed: 8 }, 10_000));
    }

    #[test]
    fn a_call_is_known_by_its_path_below_a_tenant_too() {
        for call in Call::ALL {
            assert_eq!(call_at(call.path()), Some(call));
            assert_eq!(call_at(&format!("/SIM00001{}", call.path())), Some(call));
        }
        assert_eq!(call_at("/SIM00001/ssm/v1/sessions/renewal-license-wv"), Some(Call::WidevineRenewal));
        assert_eq!((call_at("/"), call_at(""), call_at("/\u{fc}x")), (None, None, None));
    }

    #[test]
    fn every_order_for_a_call_counts_it_and_the_first_that_is_due_strikes() {
        let order = |when, fault| FaultOrder { call: None, when, fault };
        let orders = [order(When::Nth(1), OrderedFault::Garbage), order(When::Nth(2), OrderedFault::CutBody)];
        let orders = Orders::new(&orders).unwrap();
        let next = || orders.strike(PATH).map(|(_, fault)| fault);
        assert_eq!([next(), next(), next()], [Some(OrderedFault::Garbage), Some(OrderedFault::CutBody), None]);
        let listed = orders.list();
        assert_eq!(listed.iter().map(|order| (order.calls, order.struck)).collect::<Vec<_>>(), [(3, 1), (3, 1)]);
        assert!(orders.remove(listed[0].id) && !orders.remove(listed[0].id));
        assert_eq!(orders.list(), listed[1..]);
    }

    #[test]
    fn an_order_that_cannot_be_carried_out_is_refused_and_changes_nothing() {
        let orders = Orders::default();
        let refusal = |status| OrderedFault::Refusal { status, code: None };
        let redirect = |status, location: &str| OrderedFault::Redirect { status, location: location.into() };
        for (when, fault) in [
            (When::Nth(0), OrderedFault::Garbage),
            (When::Every(0), OrderedFault::Garbage),
            (When::Percent { of: 101, seed: 0 }, OrderedFault::Garbage),
            (When::Always, refusal(200)),
            (When::Always, refusal(1000)),
            (When::Always, redirect(200, "/")),
            (When::Always, redirect(307, "a\r\nb: c")),
        ] {
            let bad = FaultOrder { call: None, when, fault };
            assert!(orders.add(bad.clone()).is_err() && orders.replace(&[bad]).is_err());
        }
        assert!(orders.list().is_empty());
    }
}
