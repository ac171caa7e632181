package io.perdure.conformance.general;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Token;
import io.perdure.store.outputs.Content;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A value of every record of the API, with a secret wherever a payload, bytes or a token fits. */
final class PlantedValues {
  static final String TEXT = "SECRETvalue";
  static final Token TOKEN = Token.of("5ec2e75ec2e75ec2e75ec2e75ec2e700");
  static final String HEXADECIMAL = HexFormat.of().formatHex(TEXT.getBytes(StandardCharsets.UTF_8));
  static final String NUMBERS =
      Arrays.toString(TEXT.getBytes(StandardCharsets.UTF_8)).replaceAll("[\\[\\]]", "");

  private PlantedValues() {}

  /** What each says of itself. */
  static List<String> texts() throws ReflectiveOperationException {
    List<String> texts = new ArrayList<>();
    texts.add(TOKEN.toString());
    texts.add(Bytes.utf8(TEXT).toString());
    for (Class<?> type : ApiTypes.all()) {
      if (type.isRecord()) {
        texts.add(ofClass(type).toString());
      }
    }
    return texts;
  }

  private static Object of(Type type, String name) throws ReflectiveOperationException {
    if (type == Bytes.class) {
      return Bytes.utf8(TEXT);
    }
    if (type == byte[].class) {
      return TEXT.getBytes(StandardCharsets.UTF_8);
    }
    if (type == Payload.class) {
      return Payload.of(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    if (type == Token.class) {
      return TOKEN;
    }
    if (type instanceof ParameterizedType generic) {
      Type argument = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return Optional.of(of(argument, name));
      }
      if (generic.getRawType() == List.class) {
        return List.of(of(argument, name));
      }
      return of(generic.getRawType(), name);
    }
    if (type == String.class) {
      return name.equals("sha256") ? "0".repeat(64) : "any";
    }
    if (type instanceof Class<?> raw) {
      return ofClass(raw);
    }
    return "any";
  }

  private static Object ofClass(Class<?> type) throws ReflectiveOperationException {
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isSealed() && type.isInterface()) {
      return ofClass(type.getPermittedSubclasses()[0]);
    }
    if (type == Long.class) {
      return 1L;
    }
    if (!type.isRecord()) {
      return NullArguments.good(type);
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = of(components[i].getGenericType(), components[i].getName());
    }
    Constructor<?> canonical = type.getDeclaredConstructor(types);
    canonical.setAccessible(true);
    try {
      return canonical.newInstance(values);
    } catch (InvocationTargetException refused) {
      // Some texts have a form of their own.
      return type == Content.Reference.class
          ? Content.Reference.to("x:y")
          : NullArguments.good(type);
    }
  }
}
