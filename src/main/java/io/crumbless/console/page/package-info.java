/**
 * What a page of the console is, and what it is made of.
 *
 * <p>A new page is a class that implements {@link io.crumbless.console.page.Page}: method, path, roles, and an answer to a
 * {@link io.crumbless.console.page.Request}, which is a {@link io.crumbless.console.page.Screen} of
 * {@link io.crumbless.console.page.Part}s, a redirect or a file. It is listed in {@code console.site.Site}; the server needs
 * no change. Its sentences are {@code console.*} of {@code answers.wording}. By the time a page is asked, the server has seen
 * to host, session, roles and, of a form, to its CSRF token, which {@link io.crumbless.console.page.Part.Form} holds by
 * itself. A path holds no id of a person: {@code request.session().keep(subject)} gives a handle for it. What a page shows
 * of a person it has recorded before, with {@link io.crumbless.console.page.ConsoleContext#record}.
 */
@NullMarked
package io.crumbless.console.page;

import org.jspecify.annotations.NullMarked;
