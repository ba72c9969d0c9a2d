/** Connectors of file systems that the program does not bring along: what is there, and how one is added. */
@NullMarked
package io.crumbless.tools.connect;

import org.jspecify.annotations.NullMarked;
