/**
 * Work on several threads, and how it stops. Begin with {@link io.crumbless.process.Workers}.
 */
@NullMarked
package io.crumbless.process;

import org.jspecify.annotations.NullMarked;
