/// `factum workload`: real processes at work, killed as a seed decides, and what came of it.
@NullMarked
package dev.factum.workload;

import org.jspecify.annotations.NullMarked;
