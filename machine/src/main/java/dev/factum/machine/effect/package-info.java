/// What a handler wants done, as data: facts, requests, messages, timers and a reply.
///
/// [dev.factum.machine.effect.Effects] is an ordered monoid: `none` is its identity, `and` and
/// `merge` are associative, and what contradicts each other is an error that names both sources.
@NullMarked
package dev.factum.machine.effect;

import org.jspecify.annotations.NullMarked;
