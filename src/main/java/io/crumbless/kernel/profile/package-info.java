/**
 * The words everyone shares: who a value is about, what it is, how it came to be, and where one record of input ended.
 * Begin with {@link io.crumbless.kernel.profile.Profile} and {@link io.crumbless.kernel.profile.Lineage}.
 */
@NullMarked
package io.crumbless.kernel.profile;

import org.jspecify.annotations.NullMarked;
