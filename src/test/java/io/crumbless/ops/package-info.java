/** Checks of what operators are given: the launcher, units, manifests and the page about them. */
package io.crumbless.ops;
