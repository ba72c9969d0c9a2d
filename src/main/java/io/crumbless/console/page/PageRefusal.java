package io.crumbless.console.page;

import io.crumbless.process.Failure;

/** A page or a form is refused, with the reason in the language of the user. */
public final class PageRefusal extends Failure {
    private static final long serialVersionUID = 1L;

    private final String field;

    public PageRefusal(String sentence) {
        this(sentence, "");
    }

    /** @param field field of the form to correct; empty for none */
    public PageRefusal(String sentence, String field) {
        super(ErrorCategory.CALLER, sentence);
        this.field = field;
    }

    /** Name of the field to correct; empty for none. */
    public String field() {
        return field;
    }
}
