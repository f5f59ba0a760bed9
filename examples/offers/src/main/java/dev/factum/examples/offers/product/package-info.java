/// The whole product, as pure handlers of one machine: partners make offers, customers choose, say
/// who they are, are approved by a credit bureau and paid out by a payment provider.
///
/// ```
/// AVAILABLE ──► ACCEPTED ──► SUBMITTED ──► APPROVED ──► PAID
///     │                          │             └──────► CLOSED     the approval is withdrawn
///     └──► EXPIRED               └──► REFUSED
/// ```
///
/// From `SUBMITTED` and `APPROVED` an offer goes to `UNDER_REVIEW` while nobody knows what a
/// partner did, and on from there when a person has found out. An offer that cannot be paid out is
/// closed and does not become available again: its time to choose is over, its timer is gone, and
/// the partner may make another one in its place.
///
/// Read [dev.factum.examples.offers.product.Choosing] first, then
/// [dev.factum.examples.offers.product.Lending].
@NullMarked
package dev.factum.examples.offers.product;

import org.jspecify.annotations.NullMarked;
