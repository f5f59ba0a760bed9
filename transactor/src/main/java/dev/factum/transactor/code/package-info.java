/// Transaction functions that are stored as data: Java source, compiled in memory.
///
/// It runs foreign code inside the transactor, with all that the process may do. It is off unless
/// an operator gives [dev.factum.transactor.code.JdkCompiler] to the functions of a database.
@NullMarked
package dev.factum.transactor.code;

import org.jspecify.annotations.NullMarked;
