/**
 * The end of what cookies left behind: how far profiles still rest on it, what nothing needs any more, and its destruction
 * with a certificate. Begin with {@link io.crumbless.retire.Standing}, {@link io.crumbless.retire.Needs} and
 * {@link io.crumbless.retire.Destroyer}.
 */
@NullMarked
package io.crumbless.retire;

import org.jspecify.annotations.NullMarked;
