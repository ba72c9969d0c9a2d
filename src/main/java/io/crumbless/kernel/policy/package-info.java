/**
 * What may be kept, for what, for how long, and which evidence makes which origin: a folder of small files that legal and
 * engineers both read, as it is checked and compiled. Begin with {@link io.crumbless.kernel.policy.Policy}.
 */
@NullMarked
package io.crumbless.kernel.policy;

import org.jspecify.annotations.NullMarked;
