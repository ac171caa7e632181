package io.perdure.conformance.input;

import io.perdure.conformance.general.ApiTypes;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Draws values of any type that the API takes: plain ones by {@link Leaves}, its own by any public
 * constructor or factory with drawn arguments. The same random numbers draw the same values, but
 * for what is random by nature and what a store answered.
 */
final class Draws {
  private static final int TRIES = 1000;
  private static final int MOST_KEPT = 20;
  private static final List<Class<?>> API = ApiTypes.all();
  private static final Map<Class<?>, List<Executable>> MAKERS = new ConcurrentHashMap<>();

  private final Random random;
  private final Map<Class<?>, List<Object>> kept;

  /**
   * Draws.
   *
   * @param kept what a store answered, to be given back to it; empty for none
   */
  Draws(Random random, Map<Class<?>, List<Object>> kept) {
    this.random = random;
    this.kept = kept;
  }

  /** A value that could not be made, since the API refused it. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Throwable refusal;

    RefusedException(Executable maker, Throwable refusal) {
      super(maker.toString(), refusal);
      this.refusal = refusal;
    }

    Throwable refusal() {
      return refusal;
    }
  }

  /** Arguments for a call; what the API refuses to make is drawn again. */
  List<Object> arguments(Executable called) {
    List<Object> arguments = new ArrayList<>();
    for (Type type : called.getGenericParameterTypes()) {
      arguments.add(accepted(type));
    }
    return arguments;
  }

  private Object accepted(Type type) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return draw(type);
      } catch (RefusedException again) {
        // Another one is drawn.
      }
    }
    throw new AssertionError("no good value of " + type + " was drawn in " + TRIES);
  }

  /** Calls a maker of values with drawn arguments. */
  Object make(Executable maker) throws RefusedException {
    List<Object> arguments = arguments(maker);
    try {
      return maker instanceof Method method
          ? call(method, null, arguments)
          : ((Constructor<?>) maker).newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw new RefusedException(maker, cause(e));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(maker + " cannot be called", e);
    }
  }

  static Object call(Method method, @Nullable Object on, List<Object> arguments)
      throws ReflectiveOperationException {
    Object answer = method.invoke(on, arguments.toArray());
    return answer == null ? "nothing" : answer;
  }

  static Throwable cause(InvocationTargetException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }

  /** The public constructors and factories of a type of the API. */
  static List<Executable> makers(Class<?> type) {
    List<Executable> known = MAKERS.get(type);
    if (known == null) {
      // Not within the map: what is sealed asks for its permitted types.
      known = findMakers(type);
      MAKERS.put(type, known);
    }
    return known;
  }

  private static List<Executable> findMakers(Class<?> type) {
    Stream<? extends Executable> constructors =
        Modifier.isAbstract(type.getModifiers())
            ? Stream.empty()
            : Stream.of(type.getConstructors());
    Stream<Executable> factories =
        Stream.of(type.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> type.isAssignableFrom(method.getReturnType()))
            .map(Executable.class::cast);
    List<Executable> makers =
        new ArrayList<>(
            Stream.concat(constructors, factories)
                .sorted(Comparator.comparing(Executable::toGenericString))
                .toList());
    if (makers.isEmpty() && type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        makers.addAll(makers(permitted));
      }
    }
    return makers;
  }

  private Object draw(Type type) throws RefusedException {
    if (type instanceof GenericArrayType array) {
      return array(raw(array.getGenericComponentType()));
    }
    Class<?> raw = raw(type);
    List<Object> known = kept.getOrDefault(raw, List.of());
    if (!known.isEmpty() && random.nextBoolean()) {
      return Leaves.pick(random, known);
    }
    if (Leaves.has(raw)) {
      return Leaves.of(raw, random);
    }
    if (raw == Optional.class) {
      return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(draw(argument(type)));
    }
    if (Collection.class.isAssignableFrom(raw)) {
      List<Object> values = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        values.add(draw(argument(type)));
      }
      return raw == Set.class ? new LinkedHashSet<>(values) : values;
    }
    if (raw.isArray()) {
      return array(raw.getComponentType());
    }
    if (raw.isEnum()) {
      return Leaves.pick(random, List.of(raw.getEnumConstants()));
    }
    List<Executable> makers = makers(raw);
    if (!API.contains(raw) || makers.isEmpty()) {
      throw new AssertionError("say in " + Leaves.class + " how a " + type + " is made");
    }
    return make(Leaves.pick(random, makers));
  }

  private Object array(Class<?> component) throws RefusedException {
    int length = random.nextInt(3);
    Object array = Array.newInstance(component, length);
    for (int i = 0; i < length; i++) {
      Array.set(array, i, draw(component));
    }
    return array;
  }

  private static Type argument(Type type) {
    return type instanceof ParameterizedType parameterized
        ? parameterized.getActualTypeArguments()[0]
        : Object.class;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    return type instanceof ParameterizedType parameterized
        ? (Class<?>) parameterized.getRawType()
        : Object.class;
  }

  /** Keeps what a store answered, and what is in it, for later draws. */
  void keep(Object answer) {
    if (answer instanceof Optional<?> optional) {
      optional.ifPresent(this::keep);
    } else if (answer instanceof Iterable<?> several) {
      several.forEach(this::keep);
      if (answer instanceof io.perdure.store.Page<?> page) {
        page.next().ifPresent(this::keep);
      }
    } else if (API.contains(answer.getClass()) && !answer.getClass().isEnum()) {
      List<Object> same = kept.computeIfAbsent(answer.getClass(), any -> new ArrayList<>());
      if (same.size() == MOST_KEPT) {
        same.remove(0);
      }
      same.add(answer);
      parts(answer).forEach(this::keep);
    }
  }

  private static List<Object> parts(Object answer) {
    List<Object> parts = new ArrayList<>();
    if (answer instanceof Record) {
      for (RecordComponent component : answer.getClass().getRecordComponents()) {
        try {
          parts.add(component.getAccessor().invoke(answer));
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(component + " cannot be read", e);
        }
      }
    }
    return parts;
  }
}
