package io.crumbless.console.page;

import io.crumbless.process.Failure;

/** Why a page or a form cannot be answered, worded in the language of the user. */
public final class PageRefusal extends Failure {
    private static final long serialVersionUID = 1L;

    public PageRefusal(String sentence) {
        super(ErrorCategory.CALLER, sentence);
    }
}
