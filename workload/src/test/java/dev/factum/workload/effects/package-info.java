@NullMarked
package dev.factum.workload.effects;

import org.jspecify.annotations.NullMarked;
