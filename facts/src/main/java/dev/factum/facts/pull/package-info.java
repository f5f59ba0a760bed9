/// Pull: a tree of facts about an entity, in the shape of a pattern.
///
/// [dev.factum.facts.pull.PullPattern] is the parsed pattern, [dev.factum.facts.pull.Pull] runs it.
@NullMarked
package dev.factum.facts.pull;

import org.jspecify.annotations.NullMarked;
