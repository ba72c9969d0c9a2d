package io.crumbless.kernel.declaration;

/** The decision of the admission bar on one delivered record. */
public sealed interface Verdict {
    /** It passes. It may still wait for its day, or fall to the person's age: that is for the kernel to see. */
    record Admitted(Statement statement) implements Verdict {}

    /** It does not pass: counted, listed with its position, admitted on a later night if the source corrects it. */
    record Refused(Refusal refusal) implements Verdict {}

    /** It may be a withdrawal and cannot be understood. Failing open would do harm: the run stops. */
    record Stop(Refusal refusal) implements Verdict {}
}
