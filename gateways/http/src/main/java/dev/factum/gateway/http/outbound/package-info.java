/// Requests that leave the machine: destinations, the rules for what may be sent to them, limits,
/// and what came of an attempt.
///
/// [dev.factum.gateway.http.outbound.HttpGateway] sends a request at most once for each call, to an
/// address that was checked, and says whether the partner may have seen it.
@NullMarked
package dev.factum.gateway.http.outbound;

import org.jspecify.annotations.NullMarked;
