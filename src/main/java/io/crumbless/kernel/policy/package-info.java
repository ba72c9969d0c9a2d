/**
 * The policy: which values may be kept, for which purposes and how long, and which declarations are admitted; checked
 * and compiled from a folder of small files that lawyers and engineers both read. Begin with {@link
 * io.crumbless.kernel.policy.Policy}.
 */
@NullMarked
package io.crumbless.kernel.policy;

import org.jspecify.annotations.NullMarked;
