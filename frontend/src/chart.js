// The part of ECharts that the leaderboard draws with: bars, in SVG, described for screen readers.
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, GridComponent, AriaComponent, SVGRenderer]);
export { init };
