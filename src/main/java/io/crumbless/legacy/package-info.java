/**
 * Cookie-derived input: memberships in four shapes, identity links and opt-outs, and what is stripped of them. Begin
 * with {@link io.crumbless.legacy.MembershipScanner} and {@link io.crumbless.legacy.LinkTable}.
 */
@NullMarked
package io.crumbless.legacy;

import org.jspecify.annotations.NullMarked;
