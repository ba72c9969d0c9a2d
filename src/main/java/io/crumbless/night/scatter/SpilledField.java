package io.crumbless.night.scatter;

import io.crumbless.kernel.declaration.ConstantWords;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.scatter.StatementCodec.Part;
import java.util.List;

/** How the values of each field of a statement are serialised to the spill. */
public final class SpilledField implements StatementField.Cases<Part<?>> {
    @Override
    public Part<?> ofSubject(StatementField<SubjectId> field) {
        return new Part<>(field, new FieldCodec.Nowhere<>());
    }

    @Override
    public <E extends Enum<E>> Part<?> ofConstant(StatementField<E> field, ConstantWords<E> words) {
        return new Part<>(field, new FieldCodec.Constant<>(words));
    }

    @Override
    public Part<?> ofWord(StatementField<String> field) {
        return new Part<>(field, new FieldCodec.Word());
    }

    @Override
    public Part<?> ofText(StatementField<String> field) {
        return new Part<>(field, new FieldCodec.Text());
    }

    @Override
    public Part<?> ofWords(StatementField<List<String>> field) {
        return new Part<>(field, new FieldCodec.Words());
    }

    @Override
    public Part<?> ofFlag(StatementField<Boolean> field) {
        return new Part<>(field, new FieldCodec.Flag());
    }

    @Override
    public Part<?> ofDay(StatementField<Integer> field) {
        return new Part<>(field, new FieldCodec.Day());
    }

    @Override
    public Part<?> ofMoment(StatementField<Long> field) {
        return new Part<>(field, new FieldCodec.Moment());
    }
}
