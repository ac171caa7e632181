package io.perdure.torture.truth;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes effects as words of one line, and reads them: the name of the record, then its parts. */
final class Words {
  private static final String NOTHING = "~";
  private static final Map<String, Class<?>> EFFECTS =
      Arrays.stream(Effect.class.getPermittedSubclasses())
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  private Words() {}

  static String of(Effect effect) {
    List<String> words = new ArrayList<>();
    words.add(effect.getClass().getSimpleName());
    try {
      for (RecordComponent part : effect.getClass().getRecordComponents()) {
        words.add(word(part.getAccessor().invoke(effect)));
      }
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
    return String.join(" ", words);
  }

  private static String word(Object value) {
    String word =
        value instanceof List<?> list
            ? list.stream().map(Object::toString).collect(Collectors.joining(","))
            : value.toString();
    if (word.chars().anyMatch(c -> c <= ' ' || c == '|')) {
      throw new IllegalArgumentException("not a word: " + word);
    }
    return word.isEmpty() ? NOTHING : word;
  }

  /** Reads what {@link #of} wrote. */
  static Effect effect(String text) {
    String[] words = text.split(" ", -1);
    Class<?> type = EFFECTS.get(words[0]);
    if (type == null || type.getRecordComponents().length != words.length - 1) {
      throw new IllegalArgumentException("no effect: " + text);
    }
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = value(types[i], words[i + 1].equals(NOTHING) ? "" : words[i + 1]);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return (Effect) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no effect: " + text, e);
    }
  }

  private static Object value(Class<?> type, String word) {
    if (type == long.class) {
      return Long.parseLong(word);
    }
    if (type == List.class) {
      return word.isEmpty() ? List.of() : List.of(word.split(",", -1));
    }
    if (type == Effect.Repeat.class) {
      return Effect.Repeat.valueOf(word);
    }
    return type == Effect.Old.class ? Effect.Old.valueOf(word) : word;
  }
}
