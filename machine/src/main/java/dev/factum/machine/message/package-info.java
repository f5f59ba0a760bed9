/// Messages as data: what CloudEvents names, with an EDN map as payload.
///
/// Records become payloads and payloads become records by [dev.factum.machine.message.MessageType].
/// Ids of outgoing messages are derived by [dev.factum.machine.message.MessageId], so that a second
/// sending carries the first one's id.
@NullMarked
package dev.factum.machine.message;

import org.jspecify.annotations.NullMarked;
