/// What a machine may forget. [Retention] says for how long everything is kept, [Needed] what is
/// kept longer because somebody still needs it, [ForgettingProgress] how far a database has come,
/// and [Forgetting] does it, batch by batch.
@NullMarked
package dev.factum.machine.retention;

import org.jspecify.annotations.NullMarked;
