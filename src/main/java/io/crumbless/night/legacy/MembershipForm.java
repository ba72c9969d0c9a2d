package io.crumbless.night.legacy;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The properties of a membership source's rows other than column names.
 *
 * @param oneHot shape wide: whether a cell that means no, such as {@code 0}, is not a value
 * @param list shape list: notation of lists in texts
 * @param otherValues columns of which one contains the value if {@code value} is empty
 * @param assignedAt time of rows without a time
 */
public record MembershipForm(
        boolean oneHot, Optional<ListForm> list, List<String> otherValues, Optional<StatedTime> assignedAt) {
    /** All cells are values, and lists are JSON arrays or separated by {@code |}. */
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
