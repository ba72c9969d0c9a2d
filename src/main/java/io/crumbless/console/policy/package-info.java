/**
 * The policy for readers, the changes in its next version, and its sign-offs. Begin with {@link
 * io.crumbless.console.policy.PolicyPages}.
 */
@NullMarked
package io.crumbless.console.policy;

import org.jspecify.annotations.NullMarked;
