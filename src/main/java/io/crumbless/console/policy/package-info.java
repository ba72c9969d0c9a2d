/**
 * The policy as a reader sees it, what its next version would change, and who signed it off. Begin with {@link
 * io.crumbless.console.policy.PolicyPages}.
 */
@NullMarked
package io.crumbless.console.policy;

import org.jspecify.annotations.NullMarked;
