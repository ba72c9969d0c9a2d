package io.crumbless.kernel.declaration;

/** The decision of the admission bar on one delivered record. */
public sealed interface Verdict {
    /** Admitted. Whether it is due already, and whether the person is old enough, is decided by the kernel's merge. */
    record Admitted(Statement statement) implements Verdict {}

    /** Refused: counted, listed with its position, and admitted on a later night if the source corrects it. */
    record Refused(Refusal refusal) implements Verdict {}

    /**
     * May be a withdrawal, but cannot be understood. Ignoring it could leave a withdrawn value in use, so the run
     * stops.
     */
    record Stop(Refusal refusal) implements Verdict {}
}
