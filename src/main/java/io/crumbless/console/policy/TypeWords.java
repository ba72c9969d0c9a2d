package io.crumbless.console.policy;

import io.crumbless.answers.wording.Wording;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.AttributeType.BooleanType;
import io.crumbless.kernel.profile.AttributeType.Cases;
import io.crumbless.kernel.profile.AttributeType.DateType;
import io.crumbless.kernel.profile.AttributeType.DecimalType;
import io.crumbless.kernel.profile.AttributeType.EnumType;
import io.crumbless.kernel.profile.AttributeType.IntType;
import io.crumbless.kernel.profile.AttributeType.ListType;
import io.crumbless.kernel.profile.AttributeType.StringType;
import io.crumbless.kernel.profile.AttributeType.TimestampType;
import java.util.List;
import java.util.stream.Collectors;

/** Describes the values of an attribute in words; the policy's notation, {@code enum[de, en]}, is for programs. */
record TypeWords(Request request, Wording wording, String attribute) implements Cases<String> {
    static String of(Attribute attribute, Request request, Wording wording) {
        return attribute
                .type()
                .match(new TypeWords(request, wording, attribute.name().value()));
    }

    private String say(String key, Object... filledIn) {
        return request.say("policy.type." + key, filledIn);
    }

    @Override
    public String ofString(StringType type) {
        return say("string");
    }

    @Override
    public String ofBoolean(BooleanType type) {
        return say("boolean");
    }

    @Override
    public String ofInt(IntType type) {
        return say("int");
    }

    @Override
    public String ofDecimal(DecimalType type) {
        return type.scale() == 0
                ? say("int")
                : request.sentences().counted("console.policy.type.decimal", type.scale());
    }

    @Override
    public String ofDate(DateType type) {
        return say("date");
    }

    @Override
    public String ofTimestamp(TimestampType type) {
        return say("timestamp");
    }

    @Override
    public String ofEnum(EnumType type) {
        return say("enum", choices(type));
    }

    @Override
    public String ofList(ListType type) {
        return type.element() instanceof EnumType choice
                ? say("list-of-choices", choices(choice))
                : say("list", type.element().match(this));
    }

    private String choices(EnumType type) {
        return type.choices().stream()
                .map(choice -> wording.shown(attribute, List.of(choice)))
                .collect(Collectors.joining(", "));
    }
}
