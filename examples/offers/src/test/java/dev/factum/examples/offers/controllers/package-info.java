@NullMarked
package dev.factum.examples.offers.controllers;

import org.jspecify.annotations.NullMarked;
