/**
 * Reads a policy folder, checks it as a whole and compares it with another. Begin with
 * {@link io.crumbless.settings.policy.PolicyFolder}.
 */
@NullMarked
package io.crumbless.settings.policy;

import org.jspecify.annotations.NullMarked;
