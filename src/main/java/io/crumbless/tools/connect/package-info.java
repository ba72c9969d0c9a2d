/** Connectors that are not part of the program: which ones are installed, and how to add one. */
@NullMarked
package io.crumbless.tools.connect;

import org.jspecify.annotations.NullMarked;
