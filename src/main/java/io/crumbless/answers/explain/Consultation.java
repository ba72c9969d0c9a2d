package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.Tombstones;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An access of staff to the data of a person. The person is entitled to know its time and purpose, and in general not
 * the name of the employee (GDPR Art. 15(1); CJEU, C-579/21, Pankki S, 22 June 2023).
 */
public record Consultation(Instant at, Purpose purpose) {
    /** Its purpose, derived from the command or page that was used. */
    public enum Purpose {
        /** An answer to the person was written. */
        ANSWER,
        /** Somebody looked up the data. */
        CHECK,
        /** A statement of the person was proved to others. */
        PROOF,
        /** A request of the person was entered, decided or carried out. */
        REQUEST,
        OTHER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Purpose of(String command) {
            String what = command.startsWith("console ") ? command.substring("console ".length()) : command;
            return switch (what.split(" ")[0]) {
                case "statement" -> ANSWER;
                case "explain", "legacy", "nights", "search" -> CHECK;
                case "proof" -> PROOF;
                case "erase", "readmit", "requests" -> REQUEST;
                default -> OTHER;
            };
        }
    }

    /** What the access log records about a person, the oldest first. */
    public static List<Consultation> of(ControlDatabase control, Tombstones tombstones, SubjectId person) {
        return control.accessLog().about(tombstones.hmacs(person)).stream()
                .map(Consultation::of)
                .toList();
    }

    /**
     * Adds what is recorded under the spelling that was found alone. Both spellings have one hash, except in entries of earlier
     * versions of the program, which folded ids otherwise.
     *
     * @param before what is recorded under the id that was asked for
     * @return the oldest first
     */
    public static List<Consultation> alsoOf(
            ControlDatabase control,
            Tombstones tombstones,
            List<Consultation> before,
            SubjectId asked,
            SubjectId found) {
        Set<String> others = new LinkedHashSet<>(tombstones.hmacs(found));
        tombstones.hmacs(asked).forEach(others::remove);
        if (others.isEmpty()) {
            return before;
        }
        return Stream.concat(
                        before.stream(),
                        control.accessLog().about(others).stream().map(Consultation::of))
                .sorted(Comparator.comparing(Consultation::at))
                .toList();
    }

    private static Consultation of(Access access) {
        return new Consultation(access.at(), Purpose.of(access.command()));
    }
}
