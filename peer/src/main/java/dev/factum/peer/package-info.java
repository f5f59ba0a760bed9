/// What an application embeds: [dev.factum.peer.Peer] creates and finds databases by URI and
/// connects to them.
@NullMarked
package dev.factum.peer;

import org.jspecify.annotations.NullMarked;
