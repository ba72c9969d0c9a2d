package io.crumbless.console.person;

import io.crumbless.process.Failure;

/** Another search is reading all records, and this one has waited too long for it. */
final class SearchUnderWay extends Failure {
    private static final long serialVersionUID = 1L;

    SearchUnderWay() {
        super(
                ErrorCategory.CALLER,
                "Cannot look now: another search is going through all records; try again in a moment");
    }
}
