package io.crumbless.night.legacy;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a source of memberships says of its rows beside the names of their columns.
 *
 * @param oneHot shape wide: whether a cell that says no, such as {@code 0}, is none
 * @param list shape list: how a list is written in a text
 * @param otherValues columns of which one holds the value where {@code value} holds none
 * @param assignedAt of rows without a time
 */
public record MembershipForm(
        boolean oneHot, Optional<ListForm> list, List<String> otherValues, Optional<StatedTime> assignedAt) {
    /** Cells are values, whatever they say, and lists are JSON arrays or separated by {@code |}. */
    public static final MembershipForm PLAIN = new MembershipForm(false, Optional.empty(), List.of(), Optional.empty());

    public MembershipForm {
        otherValues = List.copyOf(otherValues);
    }

    /** The same form with other columns that may hold the value. */
    MembershipForm withOtherValues(List<String> columns) {
        return new MembershipForm(oneHot, list, columns, assignedAt);
    }

    /** The same form with renamed columns. */
    MembershipForm named(UnaryOperator<String> names) {
        return withOtherValues(otherValues.stream().map(names).toList());
    }
}
