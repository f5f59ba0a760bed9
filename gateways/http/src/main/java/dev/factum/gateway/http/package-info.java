/// HTTP at the edges of the machine.
///
/// | package | what lives there |
/// |---|---|
/// | `outbound` | performs requests of handlers, one attempt at a time |
/// | `inbound` | turns requests from outside into messages, and replies into responses |
@NullMarked
package dev.factum.gateway.http;

import org.jspecify.annotations.NullMarked;
