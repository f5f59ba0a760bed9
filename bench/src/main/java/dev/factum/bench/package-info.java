/// Side-by-side comparisons: `factum bench` lists them, `factum bench NAME` runs one.
///
/// Every figure is a ratio to a peer or a floor that was measured in the same run, in turns with
/// ours.
@NullMarked
package dev.factum.bench;

import org.jspecify.annotations.NullMarked;
