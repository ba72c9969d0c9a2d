/**
 * Work on several threads, and how it stops. Begin with {@link io.crumbless.work.Workers}.
 */
@NullMarked
package io.crumbless.work;

import org.jspecify.annotations.NullMarked;
