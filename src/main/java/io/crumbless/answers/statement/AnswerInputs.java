package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;

/**
 * The inputs of the sections of an answer about one person.
 *
 * @param law law that protects the person
 * @param wording names of attributes, purposes and dates in the language of the answer
 */
record AnswerInputs(
        Explanation explanation, AnswerContext context, PrivacyLaw law, Sentences sentences, Wording wording) {
    static AnswerInputs of(Explanation explanation, AnswerContext context, Sentences sentences) {
        PrivacyLaw law = PrivacyLaw.of(explanation, context);
        return new AnswerInputs(explanation, context, law, sentences, new Wording(explanation, law, sentences));
    }

    Citations citations() {
        return new Citations(sentences);
    }
}
