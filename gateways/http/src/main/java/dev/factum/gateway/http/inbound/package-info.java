/// Requests from outside: they become messages, and replies become responses.
///
/// A message's id derives from route, caller and `Idempotency-Key`, so that the machine decides a
/// request once, however often it is sent; what it replied is in the log and is given again. The
/// rules are those of the IETF's draft on that header
/// (draft-ietf-httpapi-idempotency-key-header-07). [dev.factum.gateway.http.inbound.HttpFront] is
/// the server around it.
@NullMarked
package dev.factum.gateway.http.inbound;

import org.jspecify.annotations.NullMarked;
