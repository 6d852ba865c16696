using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Personalization.Tests.Shared;

/// <summary>Which methods the product's own assemblies call, read from their code.</summary>
internal sealed class MethodCalls
{
    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => code.Value);

    private readonly HashSet<(string Type, string Method)> _calls = [];

    /// <summary>Reads the assemblies beside the tests.</summary>
    public static MethodCalls OfProduct()
    {
        var calls = new MethodCalls();
        foreach (var path in Directory.GetFiles(AppContext.BaseDirectory, "Personalization.*.dll"))
        {
            if (!Path.GetFileName(path).Contains(".Tests.", StringComparison.Ordinal))
            {
                using var file = new PEReader(File.OpenRead(path));
                calls.Add(file, file.GetMetadataReader());
            }
        }
        return calls;
    }

    /// <summary>Whether somebody reads a property; to check its value at the start is no use.</summary>
    public bool Reads(PropertyInfo property) => _calls.Contains((property.DeclaringType!.Name, property.GetMethod!.Name));

    private void Add(PEReader file, MetadataReader reader)
    {
        foreach (var handle in reader.MethodDefinitions)
        {
            var method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0 && reader.GetString(method.Name) != "Validate")
            {
                Add(file.GetMethodBody(method.RelativeVirtualAddress).GetILReader(), reader);
            }
        }
    }

    private void Add(BlobReader code, MetadataReader reader)
    {
        while (code.RemainingBytes > 0)
        {
            var value = (short)code.ReadByte();
            var operation = s_codes[value == 0xFE ? unchecked((short)(0xFE00 | code.ReadByte())) : value];
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineTok)
            {
                Add(MetadataTokens.EntityHandle(code.ReadInt32()), reader);
                continue;
            }
            var length = operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 * code.ReadInt32(),
                _ => 4,
            };
            code.Offset += length;
        }
    }

    private void Add(EntityHandle called, MetadataReader reader)
    {
        switch (called.Kind)
        {
            case HandleKind.MethodDefinition:
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)called);
                var type = reader.GetTypeDefinition(method.GetDeclaringType());
                _calls.Add((reader.GetString(type.Name), reader.GetString(method.Name)));
                break;
            case HandleKind.MemberReference:
                var member = reader.GetMemberReference((MemberReferenceHandle)called);
                if (member.Parent.Kind == HandleKind.TypeReference)
                {
                    var parent = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
                    _calls.Add((reader.GetString(parent.Name), reader.GetString(member.Name)));
                }
                break;
        }
    }
}
