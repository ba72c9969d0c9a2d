/**
 * One class that cannot move: H2 files of earlier versions name it as the trigger of their append-only tables.
 */
@NullMarked
package io.crumbless.ledger;

import org.jspecify.annotations.NullMarked;
