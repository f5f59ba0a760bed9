/// A tiny service that keeps what other services tell their customers, each message once.
///
/// It knows the topics by name and nothing else of the services that write to them.
@NullMarked
package dev.factum.examples.notifications;

import org.jspecify.annotations.NullMarked;
