using System.Reflection;
using Personalization.Contracts;
using Personalization.Grains.Profiles;

namespace Personalization.Grains.Tests.Serialization;

/// <summary>What crosses between silos and clients: found from the grains' interfaces, so that nothing can be forgotten.</summary>
internal static class Messages
{
    /// <summary>The calls of all grains and observers.</summary>
    public static IReadOnlyList<MethodInfo> Calls { get; } = [.. typeof(IUserGrain).Assembly.GetTypes()
        .Where(static type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
        .SelectMany(static type => type.GetInterfaces().Append(type))
        .Distinct()
        .Where(static type => IsOurs(type))
        .SelectMany(static type => type.GetMethods())];

    /// <summary>The types of all arguments and answers, lists included, and of what is in them.</summary>
    public static IReadOnlyList<Type> Types { get; } = Find();

    /// <summary>Whether a type is the engine's own, and not of the framework or Orleans.</summary>
    public static bool IsOurs(Type type) => type.FullName!.StartsWith("Personalization.", StringComparison.Ordinal);

    /// <summary>The members of a message that are carried, and not derived from others.</summary>
    public static IEnumerable<PropertyInfo> Members(Type message) =>
        message.GetProperties().Where(static property => property.SetMethod is not null);

    private static List<Type> Find()
    {
        var found = new HashSet<Type>();
        foreach (var call in Calls)
        {
            Add(call.ReturnType.IsGenericType ? call.ReturnType.GetGenericArguments()[0] : typeof(void), found);
            foreach (var parameter in call.GetParameters())
            {
                Add(parameter.ParameterType, found);
            }
        }
        return [.. found.OrderBy(static type => type.ToString(), StringComparer.Ordinal)];
    }

    private static void Add(Type type, HashSet<Type> found)
    {
        if (type == typeof(void) || typeof(IAddressable).IsAssignableFrom(type) || !found.Add(type))
        {
            return;
        }
        foreach (var argument in type.GetGenericArguments())
        {
            Add(argument, found);
        }
        if (IsOurs(type) && type != typeof(JsonText))
        {
            foreach (var member in Members(type))
            {
                Add(member.PropertyType, found);
            }
        }
    }
}
