/**
 * The end of what cookies left behind: how far profiles still rest on it, what nothing needs any more, and its destruction
 * with a certificate. Begin with {@link io.crumbless.answers.retire.Standing}, {@link io.crumbless.answers.retire.Needs} and
 * {@link io.crumbless.answers.retire.Destroyer}.
 */
@NullMarked
package io.crumbless.answers.retire;

import org.jspecify.annotations.NullMarked;
