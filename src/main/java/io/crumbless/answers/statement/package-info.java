/**
 * What is held about one person, written for the person, for lawyers and for other programs. Begin with {@link
 * io.crumbless.answers.statement.StatementDocument}; the facts come from {@code answers.explain}.
 */
@NullMarked
package io.crumbless.answers.statement;

import org.jspecify.annotations.NullMarked;
