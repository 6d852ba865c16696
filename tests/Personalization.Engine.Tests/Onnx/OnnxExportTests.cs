using Personalization.Engine.Chance;
using Personalization.Engine.Onnx;
using Personalization.Engine.Reinforcement;

namespace Personalization.Engine.Tests.Onnx;

public sealed class OnnxExportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Model_that_is_read_again_computes_what_the_network_does(bool withSoftmax)
    {
        var network = new DenseNetwork([5, 16, 8, 4], new RandomStream(2));
        var chance = new RandomStream(3);
        foreach (ref var parameter in network.Parameters.AsSpan())
        {
            parameter = (float)chance.NextNormal();
        }
        var model = new OnnxInterpreter(OnnxExport.Write(network, "policy", withSoftmax));
        Assert.Equal(
            (7, 13, "state", withSoftmax ? "probabilities" : "values"), (model.IrVersion, model.OperatorSet, model.Input, model.Output));
        Assert.Equal((5, 4), (model.InputWidth, model.OutputWidth));
        Assert.Equal(
            withSoftmax ? ["Gemm", "Relu", "Gemm", "Relu", "Gemm", "Softmax"] : ["Gemm", "Relu", "Gemm", "Relu", "Gemm"], model.Operators);
        var pass = new NetworkPass(network);
        for (var trial = 0; trial < 50; trial++)
        {
            var state = Enumerable.Range(0, 5).Select(_ => (float)chance.NextNormal()).ToArray();
            var expected = network.Forward(state, pass).ToArray();
            if (withSoftmax)
            {
                var probabilities = new double[4];
                MaskedChoice.Softmax(expected, [true, true, true, true], probabilities);
                expected = [.. probabilities.Select(p => (float)p)];
            }
            var computed = model.Run(state);
            for (var a = 0; a < 4; a++)
            {
                Assert.Equal(expected[a], computed[a], 1e-5 * Math.Max(1, Math.Abs(expected[a])));
            }
        }
    }
}
