/// What keeps the house in order: the arrows between rooms, and tidiness of every file.
@NullMarked
package dev.factum.conformance.house;

import org.jspecify.annotations.NullMarked;
