package io.crumbless.console.page;

import io.crumbless.process.Failure;

/** Why a page or a form cannot be answered, worded in the language of the user. */
public final class PageRefusal extends Failure {
    private static final long serialVersionUID = 1L;

    private final String field;

    public PageRefusal(String sentence) {
        this(sentence, "");
    }

    /** @param field of the form in which it is to be put right; empty for none */
    public PageRefusal(String sentence, String field) {
        super(ErrorCategory.CALLER, sentence);
        this.field = field;
    }

    /** Name of the field in which it is to be put right; empty for none. */
    public String field() {
        return field;
    }
}
