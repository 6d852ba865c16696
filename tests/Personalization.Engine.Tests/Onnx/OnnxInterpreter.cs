using System.Text;

namespace Personalization.Engine.Tests.Onnx;

/// <summary>
/// Reads an ONNX model by the field numbers of onnx.proto3 and computes it in double precision; knows Gemm with transB, Relu and Softmax.
/// </summary>
internal sealed class OnnxInterpreter
{
    private readonly Dictionary<string, (int[] Shape, double[] Values)> _tensors = [];
    private readonly List<(string Kind, string[] Inputs, string Output, long TransB)> _nodes = [];

    public OnnxInterpreter(byte[] model)
    {
        var fields = Fields(model);
        IrVersion = (int)fields.Single(f => f.Number == 1).Value;
        OperatorSet = (int)Fields(fields.Single(f => f.Number == 8).Bytes).Single(f => f.Number == 2).Value;
        var graph = Fields(fields.Single(f => f.Number == 7).Bytes);
        foreach (var node in graph.Where(f => f.Number == 1).Select(f => Fields(f.Bytes)))
        {
            var attributes = node.Where(f => f.Number == 5)
                .Select(f => Fields(f.Bytes))
                .ToDictionary(a => Text(a, 1), a => a.Single(f => f.Number == 3).Value);
            _nodes.Add((Text(node, 4), [.. node.Where(f => f.Number == 1).Select(f => Encoding.UTF8.GetString(f.Bytes))], Text(node, 2),
                attributes.GetValueOrDefault("transB")));
        }
        foreach (var tensor in graph.Where(f => f.Number == 5).Select(f => Fields(f.Bytes)))
        {
            Assert.Equal(1, tensor.Single(f => f.Number == 2).Value);
            var raw = tensor.Single(f => f.Number == 9).Bytes;
            var values = Enumerable.Range(0, raw.Length / 4).Select(i => (double)BitConverter.ToSingle(raw, 4 * i)).ToArray();
            var shape = tensor.Where(f => f.Number == 1).Select(f => (int)f.Value).ToArray();
            Assert.Equal(values.Length, shape.Aggregate(1, (a, b) => a * b));
            _tensors[Text(tensor, 8)] = (shape, values);
        }
        (Input, InputWidth) = Info(graph, 11);
        (Output, OutputWidth) = Info(graph, 12);
    }

    public int IrVersion { get; }

    public int OperatorSet { get; }

    public string Input { get; }

    public string Output { get; }

    public int InputWidth { get; }

    public int OutputWidth { get; }

    public IEnumerable<string> Operators => _nodes.Select(n => n.Kind);

    public double[] Run(float[] state)
    {
        var values = new Dictionary<string, double[]> { [Input] = [.. state.Select(v => (double)v)] };
        foreach (var (kind, inputs, output, transB) in _nodes)
        {
            var x = values[inputs[0]];
            values[output] = kind switch
            {
                "Gemm" => Gemm(x, _tensors[inputs[1]], _tensors[inputs[2]].Values, transB),
                "Relu" => [.. x.Select(v => Math.Max(0, v))],
                "Softmax" => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))],
                _ => throw new NotSupportedException(kind),
            };
        }
        return values[Output];
    }

    private static double[] Gemm(double[] x, (int[] Shape, double[] Values) b, double[] c, long transB)
    {
        Assert.Equal(1, transB);
        Assert.Equal([c.Length, x.Length], b.Shape);
        return [.. c.Select((bias, o) => bias + x.Select((v, i) => v * b.Values[(o * x.Length) + i]).Sum())];
    }

    private static (string Name, int Width) Info(List<Field> graph, int number)
    {
        var info = Fields(graph.Single(f => f.Number == number).Bytes);
        var tensor = Fields(Fields(info.Single(f => f.Number == 2).Bytes).Single(f => f.Number == 1).Bytes);
        var dimensions = Fields(tensor.Single(f => f.Number == 2).Bytes).Select(f => Fields(f.Bytes).Single()).ToArray();
        Assert.Equal(2, dimensions.Length);
        Assert.Equal(2, dimensions[0].Number);
        return (Text(info, 1), (int)dimensions[1].Value);
    }

    private static string Text(List<Field> fields, int number) => Encoding.UTF8.GetString(fields.Single(f => f.Number == number).Bytes);

    private static List<Field> Fields(byte[] message)
    {
        var fields = new List<Field>();
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            var value = Varint(message, ref at);
            if ((key & 7) == 0)
            {
                fields.Add(new Field((int)(key >> 3), (long)value, []));
            }
            else
            {
                Assert.Equal(2UL, key & 7);
                fields.Add(new Field((int)(key >> 3), 0, message[at..(at + (int)value)]));
                at += (int)value;
            }
        }
        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private sealed record Field(int Number, long Value, byte[] Bytes);
}
